import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { messageOf, publication, reader, realDigests } from './real-digests.ts'

const isThere = spawnSync('spamassassin', ['--version']).status === 0

/** What SES and the reader's own mail server write at the top of a message. */
const received = (date: Date): string => {
  const at = date.toUTCString().replace('GMT', '+0000')
  const domain = publication.sender.address.split('@')[1]
  return [
    `Return-Path: <0100018f-bounce@bounce.${domain}>`,
    `Received: from a8-31.smtp-out.amazonses.com (a8-31.smtp-out.amazonses.com [54.240.8.31])`,
    ` by mx.readers.example with ESMTPS id 1234 for <${reader.email}>; ${at}`,
    'Message-ID: <0100018f-1111-2222-3333-000000@email.amazonses.com>',
    `Date: ${at}`,
    '',
  ].join('\r\n')
}

/** By SpamAssassin's own rules alone: no other machine is asked. */
describe.skipIf(!isThere)(`SpamAssassin${isThere ? '' : ': it is not installed here'}`, () => {
  test.each(['zh-CN', 'en'])('scores the %s digest below 1', async (language) => {
    const raw = messageOf((await realDigests()).get(language)!).toString()
    const input = received(new Date()) + raw
    const { stdout } = spawnSync('spamassassin', ['--local', '--test-mode'], { input, encoding: 'utf8' })
    const [, score, rules] =
      /^X-Spam-Status: \w+, score=(-?[\d.]+)[\s\S]*?tests=([\s\S]*?)\s\w+=/m.exec(stdout) ?? []
    expect(Number(score), rules).toBeLessThan(1)
  })
})
