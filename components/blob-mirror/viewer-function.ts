/**
 * What runs at the edge before the cache is asked (facts/upstream.md §5.1, CDN): only layers pass, so that nothing else
 * in the bucket is served and no other path reaches the origin.
 *
 * A text, since it is CloudFront that runs it, in a JavaScript of its own:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const VIEWER_REQUEST = `function handler(event) {
  var request = event.request;
  if (request.uri === "/") {
    return {
      statusCode: 307,
      statusDescription: "Temporary Redirect",
      headers: { location: { value: "https://github.com/kubernetes/registry.k8s.io" } },
    };
  }
  if (/^\\/containers\\/images\\/sha256:[0-9a-f]{64}$/.test(request.uri)) return request;
  return { statusCode: 404, statusDescription: "Not Found" };
}
`;
