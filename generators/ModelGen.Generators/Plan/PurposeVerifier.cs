namespace ModelGen.Generators.Plan;

/// <summary>
/// Proves that whatever is frozen, a call of the backward pass that is done finds what it reads or adds to: whoever wrote it is done too,
/// because it serves all that the call serves.
/// </summary>
internal static class PurposeVerifier
{
    public static void Verify(TrainingPlan plan)
    {
        var purposes = new Purposes(plan);
        var writers = new Dictionary<(string Place, int Version), KernelCall>();
        var packers = new Dictionary<string, KernelCall>();
        foreach (KernelCall call in plan.Backward)
        {
            foreach (KernelArgument argument in call.Arguments)
            {
                if (argument.Access == Access.WritePacked) { packers[argument.Place] = call; }
                KernelCall? writer = argument.Access switch
                {
                    Access.Read => Writer(argument.Place, argument.Version),
                    Access.Add or Access.WriteSum => Writer(argument.Place, argument.Version - 1),
                    Access.ReadPacked => packers.TryGetValue(argument.Place, out KernelCall packer) ? packer : null,
                    _ => null,
                };
                PlanVerifier.Require(writer is null || purposes.Covers(writer, call),
                    $"{call.Kernel} of layer {call.Layer} may be done where {argument.Place} is not written");
            }

            foreach (KernelArgument argument in call.Arguments.Where(argument => argument.IsValue && argument.IsWritten))
            {
                writers[(argument.Place, argument.Version)] = call;
            }
        }

        KernelCall? Writer(string place, int version) => writers.TryGetValue((place, version), out KernelCall call) ? call : null;
    }
}
