import type { Request, Response } from '../types.ts'

type Cors = {
  AllowOrigins?: string[]
  AllowMethods?: string[]
  AllowHeaders?: string[]
  ExposeHeaders?: string[]
  AllowCredentials?: boolean
  MaxAge?: number
}

/**
 * The headers that an API's CorsConfiguration adds to answers, and its own answer to a preflight.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const corsOf = (configuration: unknown, { method, headers }: Request) => {
  const cors = configuration as Cors | undefined
  const origin = headers.origin
  if (!cors || !origin) return { headers: {} }
  const preflight: Response | undefined =
    method === 'OPTIONS' && headers['access-control-request-method']
      ? { status: 204, headers: {}, body: '' }
      : undefined
  if (!cors.AllowOrigins?.some((allowed) => allowed === '*' || allowed === origin))
    return { headers: {}, preflight }
  const list = (name: string, values?: string[]) => (values?.length ? { [name]: values.join(',') } : {})
  return {
    preflight,
    headers: {
      'access-control-allow-origin': cors.AllowOrigins.includes('*') ? '*' : origin,
      ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
      ...(preflight && list('access-control-allow-methods', cors.AllowMethods)),
      ...(preflight && list('access-control-allow-headers', cors.AllowHeaders)),
      ...(preflight && cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
      ...(!preflight && list('access-control-expose-headers', cors.ExposeHeaders)),
    },
  }
}
