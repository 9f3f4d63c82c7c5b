namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>A form as it was sent; files in base64.</summary>
internal static class FormReading
{
    /// <exception cref="BadHttpRequestException">It is no form, or too large.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var said = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
            foreach (var file in form.Files.Where(file => file.Length > 0))
            {
                using var contents = new MemoryStream();
                await file.CopyToAsync(contents, context.RequestAborted);
                said[file.Name] = Convert.ToBase64String(contents.GetBuffer(), 0, (int)contents.Length);
            }

            return said;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw new BadHttpRequestException("the form cannot be read", exception);
        }
    }
}
