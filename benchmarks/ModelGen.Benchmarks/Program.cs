using System.CommandLine;
using System.Globalization;
using ModelGen.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// Before the command line's own start.
if (args is [StartChild.Command, "--who", var who, "--what", var what]) { return StartChild.Run(who, what); }
try
{
    return new RootCommand("ModelGen's benchmarks: the witness of its speed.") { CompareCommand.Create(), RooflineCommand.Create(),
        GrowthCommand.Create(), StartCommand.Create(), GeneratorCommand.Create(),
        AccuracyCommand.Create() }
        .Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UserException error)
{
    Console.Error.WriteLine(error.Message);
    return error.ExitCode;
}
