// CloudFront Function for every request for a file. site.ts prepends `folders`, one for each language, the
// publication's own first. The runtime cloudfront-js-2.0 is ECMAScript 5.1 with some later features, but without `for …
// of`, destructuring or `?.` (Amazon CloudFront Developer Guide, "JavaScript runtime 2.0 features").

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request
  const uri = request.uri
  if (uri === '/') return redirect(302, `/${folderFor(request.headers['accept-language'])}/`)
  if (uri.endsWith('/')) request.uri = `${uri}index.html`
  // `//host` would lead away from the site, and browsers read `/\host` the same way.
  else if (uri.lastIndexOf('.') < uri.lastIndexOf('/'))
    return redirect(301, `${uri.replace(/^[/\\]+/, '/')}/`)
  return request
}

function redirect(statusCode, location) {
  const found = statusCode === 302
  return {
    statusCode: statusCode,
    statusDescription: found ? 'Found' : 'Moved Permanently',
    headers: {
      location: { value: location },
      'cache-control': { value: found ? 'no-store' : 'public, max-age=300' },
    },
  }
}

// The folder of the language with the highest weight that we have (RFC 9110 §12.5.4), else of the publication's own.
function folderFor(header) {
  let best = { folder: folders[0], weight: 0 }
  const parts = header ? header.value.split(',') : []
  parts.forEach((part) => {
    const pieces = part.trim().toLowerCase().split(';')
    const folder = pieces[0].split('-')[0]
    const q = /q=([0-9.]+)/.exec(pieces[1] || '')
    const weight = q ? Number(q[1]) : 1
    if (folders.includes(folder) && weight > best.weight) best = { folder: folder, weight: weight }
  })
  return best.folder
}
