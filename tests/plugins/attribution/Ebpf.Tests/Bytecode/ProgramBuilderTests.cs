using NetWatch.Plugins.Ebpf.Bytecode;

namespace NetWatch.Plugins.Ebpf.Tests.Bytecode;

public sealed class ProgramBuilderTests
{
    // The encodings are those that a disassembler shows for the same instructions.
    [Fact]
    public void Instructions_are_encoded_as_the_specification_has_them()
    {
        byte[] code = new ProgramBuilder().Load(Width.Word, Register.R2, Register.R1, 4).Store(Width.Double, Register.Frame, -8, Register.R2)
            .StoreNumber(Width.Half, Register.R8, 72, 10).Move(Register.R6, Register.R1).Add(Register.R2, -16).Call(KernelFunction.MonotonicTime).Exit(1).Build();
        Convert.ToHexStringLower(code).ShouldBe(
            "6112040000000000" + "7b2af8ff00000000" + "6a0848000a000000" + "bf16000000000000" + "07020000f0ffffff" + "8500000005000000"
            + "b700000001000000" + "9500000000000000");
    }

    [Fact]
    public void Jumps_lead_to_their_label_from_before_and_from_behind()
    {
        Label back = new(), forth = new();
        byte[] code = new ProgramBuilder().Place(back).JumpIf(Register.R1, 3, forth).Jump(back).Place(forth).Exit(0).Build();
        BitConverter.ToInt16(code, 2).ShouldBe((short)1);
        BitConverter.ToInt16(code, 10).ShouldBe((short)-2);
    }
}
