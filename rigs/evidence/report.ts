import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TIME_ZONE_DATA_VERSION } from '../../sim/io/zone.ts'
import { VERSION } from '../factory/version.ts'
import type { FinishedRun } from '../scenario/run.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { junitXml } from './junit.ts'
import { type Result, resultSchema } from './result.ts'
import { timelinePage } from './timeline/page.ts'
import { traceText } from './trace.ts'

/** The evidence of one run, in a folder of its own (docs/reference/report.md). */
export interface Report {
  /** Writes what happened, and last of all the verdict. Returns the result. */
  settle(run: FinishedRun): Promise<Result>
}

/** Writes `result.json` with the verdict `incomplete`, which stays if nothing follows. `directory` absent: nothing is written. */
export async function openReport(
  { path, title, proves, rig }: Scenario,
  { lane, seed, directory }: { readonly lane: string; readonly seed: number; readonly directory?: string | undefined },
): Promise<Report> {
  const begun = performance.now()
  const result: Result = {
    ...{ format: 1, verdict: 'incomplete', scenario: { path, title, proves: [...proves] }, rig: rig.rig, lane, seed },
    ...{ version: VERSION, node: process.versions.node, timeZoneData: TIME_ZONE_DATA_VERSION },
    startedAt: new Date().toISOString(),
  }
  const write = async (name: string, text: () => string): Promise<void> => {
    if (directory !== undefined) await writeWhole(join(directory, name), text())
  }
  if (directory !== undefined) await mkdir(directory, { recursive: true })
  await write('result.json', () => jsonOf(result))
  return {
    async settle(run) {
      const settled = settledResult(result, run, performance.now() - begun)
      await write('trace.jsonl', () => traceText(run.records))
      await write('timeline.html', () => timelinePage(run.records, run.failure))
      await write('junit.xml', () => junitXml(settled))
      await write('result.json', () => jsonOf(settled))
      return settled
    },
  }
}

function settledResult(result: Result, { verdict, steps, failure, records }: FinishedRun, durationMs: number): Result {
  return {
    ...result,
    verdict,
    durationMs,
    rigDurationMs: records.at(-1)?.type === 'end' ? (records.at(-1) as { atMs: number }).atMs : 0,
    steps: [...steps],
    ...(failure !== undefined && { failure }),
  }
}

function jsonOf(result: Result): string {
  return `${JSON.stringify(resultSchema.parse(result), null, 2)}\n`
}

/** A reader sees the file from before or the whole new one. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}
