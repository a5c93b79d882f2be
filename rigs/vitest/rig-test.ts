import { relative } from 'node:path'
import type { TestAPI, TestContext } from 'vitest'
import { RigError } from '../../sim/domain/errors.ts'
import type { Report } from '../evidence/report.ts'
import { openLane } from '../scenario/open-lane.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { StepFailed, sentenceOf } from './failure.ts'
import { RIG_MATCHERS } from './matchers.ts'
import { type RigTestOptions, type Setting, settingOf } from './options.ts'
import { Play } from './play.ts'
import { reportsIn } from './reports.ts'
import { type TestRig, testRig } from './rig.ts'
import { absentRun, verdictOf } from './verdict.ts'
import { expect, test } from './vitest.ts'

/**
 * Vitest's `test`, with a rig of its own for each test that asks for one: `test('…', async ({ rig, expect }) => …)`.
 *
 * A test in which a real part is absent is skipped, `unverified`, and never passes. A step that was not awaited fails its test.
 *
 * @throws RigError USAGE for options that say nothing, `RIG_INVALID` with every fault of the rig file or the secrets, NOT_FOUND and
 *   UNSUPPORTED for readers that the rig has not, or that cannot be what was chosen
 */
export function rigTest(options: RigTestOptions): TestAPI<{ rig: TestRig }> {
  const setting = settingOf(options)
  const openReport = reportsIn(setting)
  expect.extend(RIG_MATCHERS)
  return test.extend<{ rig: TestRig }>({
    rig: async ({ task, skip }, use) => {
      const one: OneTest = { setting, task, skip, scenario: scenarioOf(task, setting) }
      const report = await openReport(one.scenario)
      await using play = await openPlay(one, report)
      await use(testRig(play))
      await end(play, one, report)
    },
  })
}

interface OneTest {
  readonly setting: Setting
  readonly scenario: Scenario
  readonly task: Task
  readonly skip: TestContext['skip']
}

type Task = TestContext['task']

function scenarioOf(task: Task, { rig, startWallMs, trustsByHand }: Setting): Scenario {
  const about = { path: task.file.filepath, title: task.fullTestName, proves: [] }
  return { ...about, rig, startWallMs, trustsByHand, needs: [], steps: [] }
}

async function openPlay({ scenario, setting, task, skip }: OneTest, report: Report): Promise<Play> {
  const { lane, seed, readers, person } = setting
  const hands = { ...(readers !== undefined && { readers }), ...(person !== undefined && { person }) }
  try {
    const rig = await openLane(scenario, lane, { seed, ...hands })
    return await Play.open(rig, { scenario, seed, repeat: repeatCommand(task), skip, ...hands })
  } catch (error) {
    if (!(error instanceof RigError) || error.code !== 'READER_ABSENT') throw error
    await report.settle(absentRun(scenario, error, { lane, seed, repeat: repeatCommand(task) }))
    return skip(`unverified: ${error.message}`)
  }
}

async function end(play: Play, { task, scenario }: OneTest, report: Report): Promise<void> {
  const { underway } = play
  const happened = underway === undefined ? undefined : `the test ended before "${underway}" was done: await each step`
  const found = verdictOf(task, { file: scenario.path, repeat: repeatCommand(task), happened })
  const { verdict, failure } = await report.settle(await play.end(found))
  if (task.result?.state !== 'fail' && verdict === 'fail' && failure !== undefined)
    throw new StepFailed(sentenceOf(failure))
}

/** The pattern of vitest is a regular expression on the whole title, its parts with a space between. */
function repeatCommand({ file, fullTestName }: Task): string {
  const title = fullTestName.replaceAll(' > ', ' ').replaceAll(/[.*+?^${}()|[\]\\"'`]/g, '.')
  return `npx vitest run ${relative(process.cwd(), file.filepath)} -t "${title}"`
}
