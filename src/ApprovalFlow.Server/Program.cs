using ApprovalFlow.Server.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddApprovalFlowServer();
var app = builder.Build();
app.UseApprovalFlowServer();
app.Run();
