using System.CommandLine;
using System.Globalization;
using ModelGen.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var works = new Option<string[]>("--works") { Description = "Which networks to train; all of them where left out.", DefaultValueFactory = _ => [.. Work.All.Select(w => w.Name)], AllowMultipleArgumentsPerToken = true };
var batch = new Option<int>("--batch") { Description = "Samples in a batch.", DefaultValueFactory = _ => 100 };
var threads = new Option<int>("--threads") { Description = "Threads of both sides; the peer may choose fewer where that is faster.", DefaultValueFactory = _ => Environment.ProcessorCount };
var rounds = new Option<int>("--rounds") { Description = "Rounds of alternating blocks.", DefaultValueFactory = _ => 11 };
var compare = new Command("compare", "Trains the same networks with ModelGen and with libtorch in one run, and prints the ratio of their times.") { works, batch, threads, rounds };
compare.SetAction(arguments => Compare.Run(
    arguments.GetValue(works)!, arguments.GetValue(batch), arguments.GetValue(threads), arguments.GetValue(rounds)));
return new RootCommand("ModelGen's benchmarks.") { compare }.Parse(args).Invoke();
