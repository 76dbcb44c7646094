// CloudFront Function for every file of the site. S3 answers 200, or 304 to whoever has the file already; the status
// that a page really has is stored in the object's metadata. The runtime is that of viewer-request.js.

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
