import { CANARIES, type Canary } from '../../test/canary/canaries.ts'
import { couldNotPrepare, type Ended, outcomeOf } from './outcome.ts'
import { runVitest } from './run-vitest.ts'
import type { Row } from './table.ts'

/**
 * Runs the canaries of these suites, all in one go, with the suites' own settings. Nothing is said while they fail as they must;
 * there is a row of failure for each that did not, since nothing its suite says can be trusted then.
 */
export async function runCanaries(suites: readonly string[]): Promise<Row[]> {
  const start = performance.now()
  const projects = suites.flatMap((suite) => ['--project', suite])
  const ended = await runVitest({
    name: 'canary',
    folder: '.cache',
    selection: ['--config', 'test/canary/vitest.config.ts', ...projects],
    secondsMax: 120,
    words: 'nowhere',
  })
  const seconds = (performance.now() - start) / 1000
  const asked = CANARIES.filter(({ suite }) => suites.includes(suite))
  return survivorsOf(asked, ended).map(({ canary }) => ({
    suite: canary === 'scenarios' ? canary : `${canary} canary`,
    seconds,
    outcome: couldNotPrepare(
      `test/canary/${canary}.test.ts must fail, and was not reported so: ${canary} proves nothing.`,
    ),
  }))
}

/** Those that were not reported as failed, for the reason that they must fail for, by a run that is judged as failed. */
export function survivorsOf(canaries: readonly Canary[], ended: Ended): Canary[] {
  if (outcomeOf(ended).result !== 'failed' || ended.exitCode === 0) return [...canaries]
  const files = ended.report?.testResults ?? []
  return canaries.filter(({ canary }) => {
    const tests = files
      .filter(({ name }) => name.endsWith(`/test/canary/${canary}.test.ts`))
      .flatMap((file) => file.assertionResults)
    const isDead = ({ status, failureMessages = [] }: (typeof tests)[number]): boolean =>
      status === 'failed' && failureMessages.some((message) => message.includes(`canary of ${canary}`))
    return tests.length === 0 || !tests.every(isDead)
  })
}
