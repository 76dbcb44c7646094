/** The SHA-256 of what is uploaded, in base64. S3 refuses bytes of another (API Reference, PutObject). */
export const checksumHeader = 'x-amz-checksum-sha256'
