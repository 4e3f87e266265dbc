using ProviderService.Diagnostics.Health;
using ProviderService.Hosting;
using ProviderService.Hosting.Launch;
using ProviderService.Hosting.Listening;
using ProviderService.Hosting.OpenApi;
using ProviderService.Identity;
using ProviderService.Jobs;
using ProviderService.Resources;

var builder = WebApplication.CreateBuilder(args);
builder.AddLoopbackListening();
builder.AddBackend();
builder.AddLocalIdentity();
builder.Services.AddArm();
builder.Services.AddResources();
builder.Services.AddJobs();
builder.Services.AddHealth();
builder.Services.AddOpenApiDocuments();
builder.AddLaunching();

var app = builder.Build();
app.UseArmPipeline();
app.MapHealth();
app.MapResources();
return await app.RunToEndAsync();
