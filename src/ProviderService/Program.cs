using ProviderService.Administration;
using ProviderService.Agents;
using ProviderService.Diagnostics;
using ProviderService.Diagnostics.Audit;
using ProviderService.Diagnostics.Health;
using ProviderService.Hosting;
using ProviderService.Hosting.Launch;
using ProviderService.Hosting.Limits;
using ProviderService.Hosting.Listening;
using ProviderService.Hosting.OpenApi;
using ProviderService.Identity;
using ProviderService.Jobs;
using ProviderService.Jobs.Dashboard;
using ProviderService.Keys;
using ProviderService.Resources;
using ProviderService.Secrets;

// Settings lie beside the program, wherever it is started from; data lies where it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddLoopbackListening();
builder.AddBackend();
builder.Services.AddKeys();
builder.AddIdentity();
builder.Services.AddAudit();
builder.Services.AddArm();
builder.Services.AddLimits();
builder.Services.AddSecrets();
builder.Services.AddResources();
builder.Services.AddAgents();
builder.Services.AddJobs();
builder.Services.AddHealth();
builder.AddDiagnostics();
builder.Services.AddOpenApiDocuments();
builder.AddLaunching();

var app = builder.Build();
return await app.RunToEndAsync(() =>
{
    app.UseArmPipeline();
    app.MapFrontPage();
    app.MapHealth();
    app.MapDiagnostics();
    app.MapIdentity();
    app.MapDashboard();
    app.MapAdministration();
    app.MapResources();
});
