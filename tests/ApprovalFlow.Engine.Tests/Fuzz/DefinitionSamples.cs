using System.Runtime.CompilerServices;

namespace ApprovalFlow.Engine.Tests.Fuzz;

/// <summary>Valid documents to break: small ones that use every node shape, and a few of the product's own.</summary>
internal static class DefinitionSamples
{
    public const string Order = """
        {
          "id": "order-v1", "definitionId": "order", "name": "Order approval", "version": 1, "toolVersion": "3.6.0.0",
          "variables": [ { "id": "v-total", "name": "Total", "typeName": "Decimal", "isArray": false, "value": "0", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } ],
          "inputs": [ { "type": "Decimal", "name": "Amount", "displayName": "Amount" } ], "outputs": [ { "type": "String", "name": "Decision" } ], "outcomes": [ "Approved", "Rejected" ],
          "options": { "usableAsActivity": true }, "somethingNew": { "kept": [ 1, null, "中" ] },
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1, "customProperties": {}, "metadata": {}, "variables": [],
            "activities": [
              { "id": "calc", "name": "Calc", "type": "Elsa.SetVariable", "customProperties": { "canStartWorkflow": true }, "variable": { "id": "v-total", "name": "Total", "typeName": "Decimal" },
                "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getAmount() * 1.2" } } },
              { "id": "big", "name": "Big", "type": "Elsa.FlowDecision", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "return variables.Total > 1000" } } },
              { "id": "no", "type": "Elsa.Complete", "outcomes": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "['Rejected']" } } },
              { "id": "yes", "type": "Elsa.Complete", "outcomes": { "typeName": "Object", "expression": { "type": "Object", "value": "[\"Approved\"]" } } } ],
            "connections": [
              { "source": { "activity": "calc", "port": "Done" }, "target": { "activity": "big", "port": "In" }, "vertices": [] },
              { "source": { "activity": "big", "port": "True" }, "target": { "activity": "no", "port": "In" } },
              { "source": { "activity": "big", "port": "False" }, "target": { "activity": "yes" } } ] } }
        """;

    public const string Shapes = """
        {
          "id": "shapes-v1", "definitionId": "shapes", "name": "Shapes", "version": "2", "variables": [ { "id": "v-item", "name": "Item", "typeName": "Object" } ],
          "root": { "id": "seq", "type": "Elsa.Sequence", "activities": [
            { "id": "loop", "type": "Elsa.ForEach", "items": { "typeName": "ICollection<Object>", "expression": { "type": "Object", "value": "[\"a\",\"b\"]" } },
              "currentValue": { "typeName": "Object", "memoryReference": { "id": "v-item" } },
              "body": { "id": "body", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "id": "v-item", "name": "Item" } } } } },
            { "id": "sw", "type": "Elsa.FlowSwitch", "mode": { "typeName": "SwitchMode", "expression": { "type": "Literal", "value": "MatchAny" } },
              "cases": [ { "label": "Small", "condition": { "type": "JavaScript", "value": "getN() < 10" } }, { "label": "Even", "condition": { "type": "JavaScript", "value": "getN() % 2 == 0" } } ] },
            { "id": "fk", "type": "Elsa.Fork", "joinMode": "WaitAny", "branches": [
              { "id": "w1", "type": "Elsa.Delay", "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:00:05" } } },
              { "id": "w2", "type": "Elsa.Event", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Go" } } } ] },
            { "id": "sub", "type": "OrderApproval", "workflowDefinitionId": "order", "amount": { "typeName": "Decimal", "expression": { "type": "Literal", "value": 1500 } } },
            { "id": "if", "type": "Elsa.If", "condition": true, "then": { "id": "then", "type": "Elsa.WriteLine", "text": "Hi" }, "else": null },
            { "id": "wh", "type": "Elsa.While", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "getN() < 0" } }, "body": { "id": "wb", "type": "Elsa.RunJavaScript",
              "script": { "typeName": "String", "expression": { "type": "Literal", "value": "setOutcome('A')" } }, "possibleOutcomes": { "typeName": "ICollection<String>", "expression": { "type": "Object", "value": "[\"A\"]" } } } } ] } }
        """;

    public static IEnumerable<string> All() => [Order, Shapes, .. OfTheProduct()];

    /// <summary>The smallest definition of each of three departments, found from where this source file lies.</summary>
    private static IEnumerable<string> OfTheProduct([CallerFilePath] string thisFile = "")
    {
        var definitions = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../workflows/definitions"));
        return Directory.Exists(definitions)
            ? Directory.GetDirectories(definitions).Order(StringComparer.Ordinal).Take(3).Select(d => File.ReadAllText(Directory.GetFiles(d, "*.json").OrderBy(f => new FileInfo(f).Length).ThenBy(f => f, StringComparer.Ordinal).First()))
            : [];
    }
}
