using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Plugins.Ebpf.Btf;

namespace NetWatch.Plugins.Ebpf.Tests.Btf;

public sealed class KernelTypesTests
{
    // struct outer { int first; union { struct { int deep; }; int other; }; } and typedef btf_trace_x.
    static byte[] Sample()
    {
        const string Names = "\0outer\0first\0deep\0other\0btf_trace_x\0int\0";
        int At(string name) => Names.IndexOf("\0" + name + "\0", StringComparison.Ordinal) + 1;
        var types = new List<int>();
        types.AddRange([At("int"), 1 << 24, 4, 32]);
        types.AddRange([0, 4 << 24 | 1, 4, At("deep"), 1, 0]);
        types.AddRange([0, 5 << 24 | 2, 4, 0, 2, 0, At("other"), 1, 0]);
        types.AddRange([At("outer"), 4 << 24 | 2, 8, At("first"), 1, 0, 0, 3, 32]);
        types.AddRange([At("btf_trace_x"), 8 << 24, 1]);
        byte[] text = Encoding.ASCII.GetBytes(Names), body = [.. types.SelectMany(BitConverter.GetBytes)];
        int[] header = [0x0001EB9F, 24, 0, body.Length, body.Length, text.Length];
        return [.. header.SelectMany(BitConverter.GetBytes), .. body, .. text];
    }

    [Fact]
    public void Fields_are_found_through_members_without_a_name()
    {
        KernelTypes types = KernelTypes.Parse(Sample());
        types.OffsetOf("outer", "first").ShouldBe(0);
        types.OffsetOf("outer", "deep").ShouldBe(4);
        types.OffsetOf("outer", "other").ShouldBe(4);
    }

    [Fact]
    public void What_does_not_exist_is_not_found()
    {
        KernelTypes types = KernelTypes.Parse(Sample());
        types.OffsetOf("outer", "missing").ShouldBe(-1);
        types.OffsetOf("missing", "first").ShouldBe(-1);
        types.TracepointId("x").ShouldBe(5);
        types.TracepointId("y").ShouldBe(-1);
        types.FunctionId("outer").ShouldBe(-1);
    }

    [Fact]
    public void Whatever_is_wrong_with_the_bytes_it_is_invalid_data_or_answers_nothing()
    {
        byte[] sample = Sample();
        Prop.ForAll<int, byte>((at, value) =>
        {
            byte[] bytes = [.. sample];
            bytes[(int)((uint)at % (uint)bytes.Length)] = value;
            try
            {
                KernelTypes types = KernelTypes.Parse(bytes);
                _ = types.OffsetOf("outer", "deep") + types.TracepointId("x");
            }
            catch (InvalidDataException)
            {
                // The answer for what is no BTF.
            }
        }).QuickCheckThrowOnFailure();
    }
}
