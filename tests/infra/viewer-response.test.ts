import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { idIn, synthesise } from './synthesised.ts'

const { resources } = synthesise()
const { FunctionCode: code } = resources.SiteViewerResponse!.Properties
const answered = (statusCode: number, headers: Record<string, { value: string }> = {}) =>
  runInNewContext(`${code};handler(event)`, { event: { request: {}, response: { statusCode, headers } } })

const gone = { 'x-amz-meta-status': { value: '410' }, etag: { value: '"a"' } }

test('an object that says so is answered with 410, and its metadata is told to nobody', () => {
  expect(answered(200, gone)).toMatchObject({ statusCode: 410, statusDescription: 'Gone' })
  expect(answered(200, gone).headers).toEqual({ etag: { value: '"a"' } })
})

test('an object that leads on is answered with 301 and where to', () => {
  const moved = () => ({
    'x-amz-meta-status': { value: '301' },
    'x-amz-meta-location': { value: '/en/issues/weekly-5/' },
  })
  expect(answered(200, moved())).toEqual({
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: '/en/issues/weekly-5/' } },
  })
  expect(answered(304, moved()).headers).toEqual({})
})

test('every other object is answered as S3 does, and who has a page already keeps it', () => {
  expect(answered(200, { etag: { value: '"a"' } })).toEqual({
    statusCode: 200,
    headers: { etag: { value: '"a"' } },
  })
  expect(answered(206, gone).statusCode).toBe(206)
  expect(answered(304, gone).statusCode).toBe(304)
})

test('it stands behind the files alone', () => {
  const { DefaultCacheBehavior, CacheBehaviors } = resources.SiteDistribution!.Properties.DistributionConfig
  const associated = DefaultCacheBehavior.FunctionAssociations.map(
    (one: { EventType: string; FunctionARN: unknown }) => [one.EventType, idIn(one.FunctionARN)],
  )
  expect(associated).toEqual([
    ['viewer-request', 'SiteViewerRequest'],
    ['viewer-response', 'SiteViewerResponse'],
  ])
  for (const behaviour of CacheBehaviors) expect(behaviour.FunctionAssociations).toBeUndefined()
})
