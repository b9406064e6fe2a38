using System.Diagnostics;
using ModelGen.Tests.Consoles;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What Fit prints is what Keras 3 prints.</summary>
public class ProgressTests
{
    [Fact]
    public void A_finished_bar_has_Kerass_bytes()
    {
        // The line of the Keras facts: 469 steps, 2 s, 4 ms a step.
        string printed = Run(dynamic: true, epochs: 1, steps: 469, secondsPerStep: 0.0042, drawEach: false);
        Assert.Equal(
            $"\r\e[1m469/469\e[0m \e[32m{new string('━', 20)}\e[0m\e[37m\e[0m \e[1m2s\e[0m 4ms/step - accuracy: 0.9123 - loss: "
                + "5.0000e-04\n",
            printed);
    }

    [Fact]
    public void A_running_bar_is_drawn_over_the_last_one_with_the_time_left()
    {
        string[] draws = Run(dynamic: true, epochs: 2, steps: 10, secondsPerStep: 1, drawEach: true).Split('\r');
        Assert.Equal("Epoch 1/2\n", draws[0]);
        Assert.StartsWith($"\e[1m 3/10\e[0m \e[32m{new string('━', 6)}\e[0m\e[37m{new string('━', 14)}\e[0m \e[1m7s\e[0m 1s/step - ",
            draws[3]);
        Assert.EndsWith(new string('\b', " 3/10 ".Length + 20 + " 7s 1s/step - accuracy: 0.9123 - loss: 5.0000e-04".Length), draws[3]);
    }

    [Fact]
    public void Without_a_terminal_each_epoch_is_one_line() =>
        Assert.Equal("Epoch 1/3\n469/469 - 2s - 4ms/step - accuracy: 0.9123 - loss: 5.0000e-04\n",
            Run(dynamic: false, epochs: 3, steps: 469, secondsPerStep: 0.0042, drawEach: true));

    [Theory]
    [InlineData(0.0012, "0.0012")]
    [InlineData(0.001, "1.0000e-03")]
    [InlineData(-0.5, "-0.5000")]
    [InlineData(12345.678, "12345.6780")]
    [InlineData(0, "0.0000e+00")]
    [InlineData(double.NaN, "nan")]
    public void Values_have_four_decimals_or_an_exponent(double value, string text) => Assert.Equal(text, ProgressText.Value(value));

    [Fact]
    public void A_negative_number_has_an_exponent_in_a_line_and_none_beside_a_bar()
    {
        // Keras compares without the sign beside a bar, and with it in a line.
        Assert.Equal("-5.0000e-01", ProgressText.LineValue(-0.5));
        Assert.Equal("-0.5000", ProgressText.Value(-0.5));
        Assert.Equal("0.5000", ProgressText.LineValue(0.5));
        Assert.Equal("-inf", ProgressText.LineValue(double.NegativeInfinity));
    }

    [Fact]
    public void A_bar_that_is_broken_off_ends_its_line()
    {
        var writer = new StringWriter();
        var bar = new ProgressBar(writer, dynamic: true, epochs: 1, steps: 3);
        bar.BeginEpoch(0, Stopwatch.Frequency);
        bar.BreakOff();
        Assert.Equal("", writer.ToString());
        bar.EndStep(1, new Logs([]), 2 * Stopwatch.Frequency);
        bar.BreakOff();
        Assert.EndsWith(" 1s/step\n", writer.ToString());
    }

    [Theory]
    [InlineData(3, "3s")]
    [InlineData(123, "2:03")]
    [InlineData(3723, "1:02:03")]
    public void Times_left_are_written_as_clocks(double seconds, string text) => Assert.Equal(text, ProgressText.TimeLeft(seconds));

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(25)]
    [InlineData(12)]
    public void In_a_terminal_the_bar_is_one_row_however_wide_that_is(int columns)
    {
        string[] names = ["accuracy", "auc", "loss", "precision", "val_accuracy", "val_auc", "val_loss", "val_precision"];
        var terminal = new FakeTerminal(columns);
        Run(new ProgressBar(terminal, dynamic: true, epochs: 2, steps: 200, () => columns), epochs: 2, steps: 200, secondsPerStep: 0.06,
            names);
        Assert.Equal(4, terminal.Rows.Length);
        Assert.Equal("Epoch 2/2", terminal.Rows[2]);
        Assert.Equal(
            columns switch
            {
                120 => "200/200 12s - accuracy: 0.5000 - auc: 0.5000 - loss: 0.5000 - precision: 0.5000 - val_accuracy: 0.5000 …",
                80 => "200/200 12s - accuracy: 0.5000 - auc: 0.5000 - loss: 0.5000 …",
                40 => "200/200 12s - accuracy: 0.5000 …",
                25 => "200/200 12s …",
                _ => "200/200 12s",
            },
            terminal.Rows[3]);
    }

    [Fact]
    public void What_has_no_room_beside_the_numbers_is_the_bar()
    {
        var terminal = new FakeTerminal(80);
        Run(
            new ProgressBar(terminal, dynamic: true, epochs: 1, steps: 600, () => 80), epochs: 1, steps: 600, secondsPerStep: 0.004,
            ["accuracy", "loss"]);
        Assert.Equal($"600/600 {new string('━', 20)} 2s 4ms/step - accuracy: 0.5000 - loss: 0.5000", terminal.Rows[^1]);
        terminal = new FakeTerminal(70);
        Run(
            new ProgressBar(terminal, dynamic: true, epochs: 1, steps: 600, () => 70), epochs: 1, steps: 600, secondsPerStep: 0.004,
            ["accuracy", "loss"]);
        Assert.Equal($"600/600 {new string('━', 15)} 2s 4ms/step - accuracy: 0.5000 - loss: 0.5000", terminal.Rows[^1]);
    }

    [Fact]
    public void A_bar_keeps_to_its_row_in_a_window_that_is_made_narrower_and_with_wide_names()
    {
        int columns = 90;
        var terminal = new FakeTerminal(columns);
        var bar = new ProgressBar(terminal, dynamic: true, epochs: 1, steps: 20, () => columns);
        var logs = new Logs(["精度精度精度", "a\nb"]);
        bar.BeginEpoch(0, Stopwatch.Frequency);
        for (int i = 1; i < 20; i++)
        {
            columns = 90 - (4 * i);
            bar.EndStep(i, logs, (1 + i) * Stopwatch.Frequency);
            Assert.InRange(terminal.Rows[^1].Sum(c => c > 0x2E80 ? 2 : 1), 1, columns - 1);
        }

        Assert.Single(terminal.Rows);
        Assert.DoesNotContain('精', terminal.Rows[0]);
    }

    [Fact]
    public void Where_nobody_looks_an_epoch_is_one_line_with_its_number()
    {
        var writer = new StringWriter();
        Run(new ProgressBar(writer, dynamic: false, epochs: 2, steps: 469) { HeadsEpochs = false }, epochs: 2, steps: 469,
            secondsPerStep: 0.0042, ["loss"]);
        Assert.Equal("Epoch 1/2 - 469/469 - 2s - 4ms/step - loss: 0.5000\nEpoch 2/2 - 469/469 - 2s - 4ms/step - loss: 0.5000\n",
            writer.ToString());
    }

    private static void Run(ProgressBar bar, int epochs, int steps, double secondsPerStep, string[] names)
    {
        var logs = new Logs(names);
        foreach (string name in names) { logs[name] = 0.5; }
        long step = (long)(secondsPerStep * Stopwatch.Frequency), now = Stopwatch.Frequency;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            bar.BeginEpoch(epoch, now);
            for (int i = 1; i <= steps; i++) { bar.EndStep(i, logs, now += step); }
            bar.EndEpoch(steps, logs, now);
        }
    }

    private static string Run(bool dynamic, int epochs, int steps, double secondsPerStep, bool drawEach)
    {
        var writer = new StringWriter();
        var bar = new ProgressBar(writer, dynamic, epochs, steps);
        var logs = new Logs(["loss", "accuracy"]);
        (logs["loss"], logs["accuracy"]) = (0.0005, 0.9123);
        long step = (long)(secondsPerStep * Stopwatch.Frequency), start = Stopwatch.Frequency;
        bar.BeginEpoch(0, start);
        for (int i = 1; i <= steps; i++)
        {
            if (drawEach || i == 1) { bar.EndStep(i, logs, drawEach ? start + i * step : start + step); }
        }

        bar.EndEpoch(steps, logs, start + steps * step);
        string text = writer.ToString();
        return dynamic && !drawEach ? text[text.LastIndexOf('\r')..] : text;
    }
}
