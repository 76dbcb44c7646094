import { Duration } from 'aws-cdk-lib'

/** How long each worker may take. Its queue hides a message six times as long. */
export const timeouts = {
  schedule: Duration.seconds(30),
  plan: Duration.seconds(60),
  deliver: Duration.seconds(120),
  sweep: Duration.seconds(30),
}

/** Longer than a worker lives, shorter than a queue hides a crashed worker's message. */
export const hintAgain = Duration.minutes(5)

/** Uncertain recipients may be resolved by hand only after this: five times as long as a worker can live. */
export const resolveAfter = Duration.seconds(timeouts.deliver.toSeconds() * 5)

/** How often forgotten work is looked for. */
export const sweepEvery = Duration.minutes(1)
