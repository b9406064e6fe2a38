global using ModelGen.Generators.Specs;
