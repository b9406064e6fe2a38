using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace ModelGen.Tests.Consoles;

/// <summary>Programs that train before a person, who looks at them and may press Ctrl-C.</summary>
public sealed partial class ConsoleTests
{
    private const string Reason = "it takes a terminal of Linux's, and Ctrl-C that is not ignored";

    public static bool HasTerminal => Terminal.IsPossible;

    [Theory(SkipUnless = nameof(HasTerminal), Skip = Reason)]
    [InlineData(80)]
    [InlineData(40)]
    public void An_epoch_is_two_rows_of_a_terminal(ushort columns)
    {
        using Terminal terminal = Start(ConsoleTraining.Whole, columns);
        Assert.Equal(0, terminal.WaitForExit());
        var screen = new FakeTerminal(columns);
        screen.Write(terminal.Shown.Replace("\r\n", "\n"));
        Assert.Equal("Epoch 1/2", screen.Rows[0]);
        Assert.StartsWith("20/20 ", screen.Rows[1]);
        Assert.Contains(" - accuracy: 0.", screen.Rows[3]);
        Assert.Equal("Epoch 2/2", screen.Rows[2]);
        Assert.StartsWith("Fit returned 2 epochs of 2 losses, can", screen.Rows[4]);
        Assert.True(terminal.Shown.Count(c => c == '\r') > 8, "The bar was hardly drawn.");
    }

    [Fact(SkipUnless = nameof(HasTerminal), Skip = Reason)]
    public void Ctrl_C_ends_after_the_step_with_all_that_was_learnt_and_is_itself_again_afterwards()
    {
        using Terminal terminal = Start(ConsoleTraining.Long);
        terminal.WaitFor("Epoch 2/");
        terminal.PressCtrlC();
        terminal.WaitFor("Fit returned");
        Assert.Contains("Ctrl-C: training stops after this step. Another one ends the program at once.", terminal.Shown);
        Match said = Said().Match(terminal.Shown);
        Assert.True(said.Success, terminal.Shown);
        Assert.Contains($"Fit returned {said.Groups["epochs"].Value} epochs of {said.Groups["epochs"].Value} losses, cancelled: True",
            terminal.Shown);
        terminal.PressCtrlC();
        Assert.Equal(130, terminal.WaitForExit());
    }

    [Fact(SkipUnless = nameof(HasTerminal), Skip = Reason)]
    public void A_second_Ctrl_C_ends_a_program_whose_step_does_not_end()
    {
        using Terminal terminal = Start(ConsoleTraining.Stuck);
        terminal.WaitFor(ConsoleTraining.Stuck);
        terminal.PressCtrlC();
        terminal.WaitFor("Ctrl-C: training stops");
        terminal.PressCtrlC();
        Assert.Equal(130, terminal.WaitForExit());
        Assert.DoesNotContain("Fit returned", terminal.Shown);
    }

    [Fact(SkipUnless = nameof(HasTerminal), Skip = Reason)]
    public void Ctrl_C_is_left_alone_where_that_is_asked_for()
    {
        using Terminal terminal = Start(ConsoleTraining.Alone);
        terminal.WaitFor("1/20");
        terminal.PressCtrlC();
        Assert.Equal(130, terminal.WaitForExit());
        Assert.DoesNotContain("Ctrl-C", terminal.Shown);
    }

    [Fact(SkipUnless = nameof(HasTerminal), Skip = Reason)]
    public void Where_nobody_looks_an_epoch_is_one_line_and_Ctrl_C_ends_the_program()
    {
        var start = new ProcessStartInfo(ConsoleTraining.Command[0], ConsoleTraining.Command[1..]) { RedirectStandardOutput = true };
        start.Environment[ConsoleTraining.Variable] = ConsoleTraining.Long;
        using Process process = Process.Start(start)!;
        try
        {
            Assert.Matches(@"^Epoch 1/1000 - 20/20 - \ds - \d+ms/step - accuracy: \d\.\d{4} - loss: ", process.StandardOutput.ReadLine());
            Assert.StartsWith("Epoch 2/1000 - 20/20 - ", process.StandardOutput.ReadLine());
            Terminal.PressCtrlC(process);
            Assert.DoesNotContain("Fit returned", process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited) { process.Kill(); }
        }
    }

    private static Terminal Start(string word, ushort columns = 80) =>
        new(columns, new Dictionary<string, string> { [ConsoleTraining.Variable] = word }, ConsoleTraining.Command);

    [GeneratedRegex(
        @"Training was stopped by Ctrl-C in epoch \d+, after \d+ of 20 steps\. "
        + @"The model keeps what it has learnt, and the history holds (?<epochs>\d+) epochs?\.")]
    private static partial Regex Said();
}
