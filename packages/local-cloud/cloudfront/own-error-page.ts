import type { Response } from '../types.ts'

/** One of CloudFront's own error pages. */
export const cloudFrontError = (status: number, message: string): Response => ({
  status,
  headers: { 'content-type': 'text/html', 'x-cache': 'Error from cloudfront', server: 'CloudFront' },
  body: `<!doctype html><title>ERROR: The request could not be satisfied</title><h1>${status} ERROR</h1><p>${escaped(message)}`,
})

const escaped = (text: string) => text.replace(/[&<>]/g, (found) => `&#${found.codePointAt(0)};`)
