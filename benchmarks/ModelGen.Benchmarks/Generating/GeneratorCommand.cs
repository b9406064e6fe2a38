using System.CommandLine;

namespace ModelGen.Benchmarks;

/// <summary>The generator command: what a program with models costs those who type it.</summary>
internal static class GeneratorCommand
{
    public static Command Create()
    {
        var files = Count("--files", "How many files without models the program has.", 1_000);
        var models = Count("--models", "How many models it has: the last is a chain of attributes, the others are Forward methods.", 20);
        var calls = Count("--calls", "How many layers each Forward calls.", 60);
        var layers = Count("--layers", "How many layers the chain has.", 50);
        var rounds = Count("--rounds", "How many letters are typed for each line.", 31);
        var starts = Count("--starts", "How many compilers are started, with ModelGen and without it.", 9);
        var edits = Count("--edits", "How many edits the memory is watched over.", 10_000);
        var cancels = Count("--cancels", "How many runs are cancelled.", 200);
        var command = new Command("generator",
            "Shows what the generator takes after a letter elsewhere and after one inside a model, and what the analyzer takes for a file "
                + "that uses models, beside those that do nothing; then what a fresh compiler takes more, how memory grows over many "
                + "edits, and how soon what is cancelled ends.")
        {
            files, models, calls, layers, rounds, starts, edits, cancels,
        };
        command.SetAction(arguments =>
        {
            int Of(Option<int> option) => arguments.GetValue(option);
            var project = new SampleProject(Of(files), Of(models), Of(calls), Of(layers));
            Console.WriteLine($"{Of(files)} files without models, {Of(models) - 1} models of {Of(calls)} calls, a chain of {Of(layers)} "
                + $"layers; milliseconds, median [10 % .. 90 %] of {Of(rounds)}.");
            Console.WriteLine("Floors are measured by turns; what is over them is the median of the rounds' differences.");
            if (Of(rounds) > 0) { new TypingTimes(project, Of(rounds)).Show(); }
            if (Of(starts) > 0) { ColdStart.Show(project, Of(starts)); }
            if (Of(edits) > 0) { EditMemory.Show(project, Of(edits)); }
            if (Of(cancels) > 0) { Cancelling.Show(project, Of(cancels)); }
        });
        return command;

        static Option<int> Count(string name, string description, int otherwise) =>
            new(name) { Description = description, DefaultValueFactory = _ => otherwise };
    }
}
