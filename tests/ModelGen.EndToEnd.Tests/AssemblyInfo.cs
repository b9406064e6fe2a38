global using Xunit;
using ModelGen.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Package))]
// Each test runs a build, which takes all cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
