namespace NetWatch.Engine.Filters;

/// <summary>Reads an expression from left to right: "or" binds least, then "and", then "not".</summary>
sealed class FilterParser(string text)
{
    const int DeepestNesting = 64;

    readonly FilterScanner _scanner = new(text);
    int _depth;

    internal FilterNode Parse()
    {
        FilterNode root = ParseOr();
        _scanner.SkipBlanks();
        if (_scanner.IsAtEnd) return root;
        throw Unexpected(_scanner.Current == ')' ? "this parenthesis was never opened" : "expected 'and', 'or' or the end");
    }

    FilterNode ParseOr() => ParseChain(isAnd: false);

    FilterNode ParseAnd() => ParseChain(isAnd: true);

    FilterNode ParseChain(bool isAnd)
    {
        var parts = new List<FilterNode>();
        do parts.Add(isAnd ? ParseNot() : ParseAnd());
        while (isAnd ? _scanner.TryWord("and") || _scanner.TrySign("&&") : _scanner.TryWord("or") || _scanner.TrySign("||"));
        return parts.Count == 1 ? parts[0] : new CombinedNode(isAnd, [.. parts]);
    }

    FilterNode ParseNot()
    {
        _scanner.SkipBlanks();
        int start = _scanner.Position;
        bool isNot = _scanner.TryWord("not") || _scanner.TrySign("!");
        bool isGroup = !isNot && _scanner.TrySign("(");
        if (!isNot && !isGroup) return ParseTerm();
        if (++_depth > DeepestNesting) throw new FilterSyntaxException(start, $"more than {DeepestNesting} levels of parentheses and 'not'");
        FilterNode node = isNot ? new NotNode(ParseNot()) : ParseOr();
        _depth--;
        if (isGroup && !_scanner.TrySign(")")) throw Unexpected($"expected ')' for the parenthesis at character {start + 1}");
        return node;
    }

    FilterNode ParseTerm()
    {
        _scanner.SkipBlanks();
        int start = _scanner.Position;
        if (_scanner.Current == '"') return Word(start, _scanner.ReadQuoted(keepsEscapes: false));
        string term = _scanner.ReadTerm();
        if (term.Length == 0) throw Unexpected("expected a word or a field");
        if (term.ToUpperInvariant() is "AND" or "OR" or "IN" or "CONTAINS")
            throw new FilterSyntaxException(start, $"expected a word or a field before '{term}'; quote it to search for it");
        if ((term.Contains(':', StringComparison.Ordinal) || term.Contains('/', StringComparison.Ordinal)) && AddressRange.TryParse(term, out AddressRange range))
            return new AddressNode(AddressField.Either, false, [range], $"ip:{term}");
        int colon = term.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? term : term[..colon];
        _scanner.MoveTo(start + name.Length);
        if (FieldName.IsValid(name) && TryOperator(out FilterOperator filterOperator)) return ParseComparison(start, name, filterOperator);
        if (colon >= 0) _scanner.MoveTo(start + term.Length);
        if (FilterFields.IsKnown(name)) throw new FilterSyntaxException(start + name.Length, $"expected an operator after the field '{name}', as in {FilterFields.Example(name)}; quote it to search for the word");
        return Word(start, term);
    }

    static WordNode Word(int start, string word) =>
        word.Length > 0 ? new WordNode(word) : throw new FilterSyntaxException(start, "expected something to search for between the quotes");

    bool TryOperator(out FilterOperator filterOperator)
    {
        foreach ((string sign, FilterOperator signed) in FilterOperators.Signs)
        {
            filterOperator = signed;
            if (_scanner.TrySign(sign)) return true;
        }

        filterOperator = _scanner.TryWord("contains") ? FilterOperator.Contains : FilterOperator.In;
        if (filterOperator == FilterOperator.Contains || _scanner.TryWord("in")) return true;
        if (_scanner.Current == '=') throw Unexpected("expected '==' or ':'");
        return false;
    }

    FilterNode ParseComparison(int start, string name, FilterOperator filterOperator)
    {
        FilterValue[] values = ReadValues(filterOperator);
        return FilterFields.Compile(start, name, filterOperator, values);
    }

    FilterValue[] ReadValues(FilterOperator filterOperator)
    {
        _scanner.SkipBlanks();
        int start = _scanner.Position;
        if (!_scanner.TrySign("{"))
        {
            FilterValue value = _scanner.ReadValue(isInSet: false, filterOperator == FilterOperator.Regex);
            if (value.Text.Length == 0 && !value.IsQuoted) throw Unexpected($"expected a value after '{FilterOperators.Name(filterOperator)}'");
            return [value];
        }

        if (filterOperator is FilterOperator.Regex or FilterOperator.Contains || FilterOperators.IsOrder(filterOperator))
            throw new FilterSyntaxException(_scanner.Position - 1, $"expected one value after '{FilterOperators.Name(filterOperator)}', not a set");
        var values = new List<FilterValue>();
        while (!_scanner.TrySign("}"))
        {
            FilterValue value = _scanner.ReadValue(isInSet: true, keepsEscapes: false);
            if (value.Text.Length > 0 || value.IsQuoted) values.Add(value);
            else if (!_scanner.TrySign(",")) throw Unexpected("expected a value or '}'");
        }

        return values.Count > 0 ? [.. values] : throw new FilterSyntaxException(start, "expected a value in the set");
    }

    FilterSyntaxException Unexpected(string expected)
    {
        _scanner.SkipBlanks();
        string found = _scanner.IsAtEnd ? "the expression ends" : $"found '{_scanner.Current}'";
        return new FilterSyntaxException(_scanner.Position, $"{expected}, but {found}");
    }
}
