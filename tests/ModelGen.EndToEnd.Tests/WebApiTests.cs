using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ModelGen.EndToEnd.Tests;

/// <summary>The web service, with many clients at once.</summary>
public sealed class WebApiTests(Package package)
{
    [Fact]
    public async Task Three_hundred_requests_of_32_clients_get_the_answers_that_one_client_gets()
    {
        string data = Path.Combine(package.Folder, "web-digits"), weights = Path.Combine(package.Folder, "web.safetensors");
        TwoHalves.Write(data, train: 600, test: 100);
        string folder = SampleTests.FolderOf("WebApi");
        (Server server, Uri address) = await Server.StartAsync(folder, Path.Combine(folder, "WebApi.dll"),
            "--urls", "http://127.0.0.1:0", "--data", data, "--weights", weights, "--epochs", "2", "--device", "cpu");
        await using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            Assert.Contains("conv2d", await client.GetStringAsync("/"));
            float[][] digits = new float[10][];
            string[] expected = new string[10];
            for (int i = 0; i < 10; i++)
            {
                digits[i] = (await client.GetFromJsonAsync<float[]>($"/digits/{i}"))!;
                expected[i] = await AnswerAsync(client, digits[i]);
                float[] probabilities = JsonDocument.Parse(expected[i]).RootElement.GetProperty("probabilities").Deserialize<float[]>()!;
                Assert.Equal(1, probabilities.Sum(), 1e-4);
            }

            Assert.True(expected.Distinct().Count() > 1);
            ConcurrentBag<bool> right = [];
            await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
                right.Add(await AnswerAsync(client, digits[i % 10]) == expected[i % 10]));
            Assert.Equal(300, right.Count(each => each));

            Assert.Equal((HttpStatusCode.BadRequest, "783 pixels were sent; a picture has 784, row by row."),
                await RefusedAsync(client, digits[0][1..]));
            digits[0][5] = 255;
            Assert.Equal((HttpStatusCode.BadRequest, "Pixel 5 is 255; pixels are 0 (paper) to 1 (ink)."),
                await RefusedAsync(client, digits[0]));
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/digits/100")).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest,
                (await client.PostAsync("/predict", new StringContent("[1, ", null, "application/json"))).StatusCode);
            Assert.DoesNotContain("Exception", server.Output);
        }

        Assert.True(File.Exists(weights));
    }

    private static async Task<string> AnswerAsync(HttpClient client, float[] pixels)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/predict", pixels);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<(HttpStatusCode Status, string Sentence)> RefusedAsync(HttpClient client, float[] pixels)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/predict", pixels);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, problem.GetProperty("detail").GetString()!);
    }
}
