/** A page may change with the next publishing; readers see the change within minutes. */
export const forMinutes = 'public, max-age=300'
/** A file named by its content never changes. */
export const forEver = 'public, max-age=31536000, immutable'
/**
 * A picture never changes either, but it may be taken down. Browsers keep their copy; CloudFront checks once a day
 * whether it still exists (RFC 9111 §5.2.2.10).
 */
export const forADay = 'public, max-age=31536000, s-maxage=86400, immutable'
