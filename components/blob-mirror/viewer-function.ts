/**
 * Runs at the edge before the cache lookup (facts/upstream.md §5.1, CDN). It lets only layers through, so that nothing
 * else in the bucket is served and no other path reaches the origin.
 *
 * A string, since CloudFront runs it in its own JavaScript runtime:
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
