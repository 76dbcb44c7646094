import { beforeEach } from 'vitest'

/**
 * The tests of a file are steps of one journey: after one that failed, the others say so instead of failing by it. The
 * one that failed may be tried again.
 */
export const inSteps = () => {
  let failed: { id: string; name: string } | undefined
  beforeEach(({ task, skip, onTestFailed }) => {
    if (failed?.id === task.id) failed = undefined
    skip(failed !== undefined, `the step before failed: ${failed?.name}`)
    onTestFailed(() => {
      failed = task
    })
  })
}
