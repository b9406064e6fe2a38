using System.CommandLine;
using System.Globalization;
using ModelGen.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    return new RootCommand("ModelGen's benchmarks: the witness of its speed.") { CompareCommand.Create() }
        .Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UserException error)
{
    Console.Error.WriteLine(error.Message);
    return error.ExitCode;
}
