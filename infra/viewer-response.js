// CloudFront Function on every file of the site that S3 has: S3 answers 200, or 304 to who has it already, and keeps
// what a page is really answered with as the object's own metadata. The runtime is that of viewer-request.js.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const response = event.response
  const status = response.headers['x-amz-meta-status']
  if (status && response.statusCode === 200) {
    response.statusCode = Number(status.value)
    const location = response.headers['x-amz-meta-location']
    response.statusDescription = location ? 'Moved Permanently' : 'Gone'
    if (location) response.headers.location = { value: location.value }
  }
  delete response.headers['x-amz-meta-status']
  delete response.headers['x-amz-meta-location']
  return response
}
