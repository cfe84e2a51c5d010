using System.Text;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Tests.Protocols.Text;

public sealed class PackedTextsTests
{
    [Fact]
    public void Texts_come_back_and_those_that_were_not_set_are_missing()
    {
        var builder = new PackedTextsBuilder();
        builder.Set(0, "first"u8);
        builder.Set(2, ""u8);
        builder.Set(3, "vierter ü"u8);
        PackedTexts texts = builder.Pack();

        (texts.Text(0), texts.Text(1), texts.Text(2), texts.Text(3)).ShouldBe(("first", null, "", "vierter ü"));
        texts.TryGet(1, out _).ShouldBeFalse();
        builder.Pack().IsEmpty.ShouldBeTrue("packing empties the builder");
    }

    [Fact]
    public void Without_a_text_there_is_no_memory()
    {
        default(PackedTexts).IsEmpty.ShouldBeTrue();
        default(PackedTexts).Text(0).ShouldBeNull();
        new PackedTextsBuilder().Pack().ShouldBe(default);
    }

    [Fact]
    public void The_latest_of_a_place_counts_and_can_be_continued()
    {
        var builder = new PackedTextsBuilder();
        builder.Set(1, "long ago"u8);
        builder.Set(0, "before"u8);
        builder.Set(1, "now"u8);
        builder.Append(1, "and then"u8);

        (builder.Has(1), Encoding.UTF8.GetString(builder.Get(1))).ShouldBe((true, "now and then"));
        PackedTexts texts = builder.Pack();
        (texts.Text(0), texts.Text(1)).ShouldBe(("before", "now and then"));
    }

    [Fact]
    public void Texts_that_grow_in_turns_take_no_room_from_others()
    {
        var builder = new PackedTextsBuilder();
        builder.Set(0, "a"u8);
        builder.Set(1, "b"u8);
        for (int i = 0; i < 1000; i++)
        {
            builder.Append(0, "xx"u8);
            builder.Append(1, "yyy"u8);
            builder.Set(2, "zzzz"u8);
        }

        builder.Set(3, "last"u8);
        PackedTexts texts = builder.Pack();
        (texts.Text(0)!.Length, texts.Text(1)!.Length, texts.Text(2), texts.Text(3)).ShouldBe((3001, 4001, "zzzz", "last"));
        texts.Text(0)!.ShouldStartWith("a xx xx");
        texts.Text(1)!.ShouldEndWith("yyy yyy");
    }

    [Fact]
    public void What_is_too_much_is_left_out()
    {
        var builder = new PackedTextsBuilder();
        builder.Set(0, "kept"u8);
        builder.Set(1, new byte[PackedTextsBuilder.MaxLength]);
        builder.Set(2, new byte[PackedTextsBuilder.MaxLength - 4]);
        builder.Append(2, "x"u8);
        PackedTexts texts = builder.Pack();

        (texts.Text(0), texts.Text(1), texts.Text(2)!.Length).ShouldBe(("kept", null, PackedTextsBuilder.MaxLength - 4));
    }
}
