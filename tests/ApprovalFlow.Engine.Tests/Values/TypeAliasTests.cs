using ApprovalFlow.Engine.Values;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Values;

/// <summary>SPEC 6.5: what cannot be converted is the type's default.</summary>
public sealed class TypeAliasTests
{
    [Theory]
    [InlineData("7", "Int32", 7d)]
    [InlineData(" -7 ", "Int16", -7d)]
    [InlineData("abc", "Int32", 0d)]
    [InlineData("4.5", "Int32", 0d)]
    [InlineData("", "Int64", 0d)]
    [InlineData("2147483647", "Int32", 2147483647d)]
    [InlineData("2147483648", "Int32", 0d)]
    [InlineData("2147483648", "Int64", 2147483648d)]
    [InlineData("99999999999999999999", "Long", 0d)]
    [InlineData(32767d, "Int16", 32767d)]
    [InlineData(32768d, "Int16", 0d)]
    [InlineData(-2147483648d, "Int32", -2147483648d)]
    [InlineData(-2147483649d, "Int32", 0d)]
    [InlineData(1e300, "Int64", 0d)]
    [InlineData(4.5, "Int32", 4d)]
    [InlineData(5.5, "Int32", 6d)]
    [InlineData("4.5", "Double", 4.5)]
    [InlineData("abc", "Double", 0d)]
    [InlineData(null, "Int32", 0d)]
    public void Number_should_be_the_types_default_when_it_is_none_of_the_type(object? value, string type, double expected) => TypeAlias.Convert(value, type).ShouldBe(expected);

    [Theory]
    [InlineData("12", 12d)]
    [InlineData("1.5", null)]
    [InlineData("3000000000", null)]
    public void Default_of_a_variable_should_be_null_when_it_is_no_number_of_its_type(string written, double? expected)
    {
        var definition = ApprovalFlow.Engine.Definitions.WorkflowDefinition.Load($$"""
            { "id": "v", "definitionId": "d", "name": "n", "version": 1, "variables": [{ "id": "n", "name": "n", "typeName": "Int32", "value": "{{written}}" }], "root": { "type": "Elsa.Sequence", "id": "s", "activities": [] } }
            """, "file").Definition.ShouldNotBeNull();
        definition.Variables.Single().Default.ShouldBe(expected);
    }
}
