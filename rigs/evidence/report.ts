import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import { TIME_ZONE_DATA_VERSION } from '../../sim/io/zone.ts'
import { VERSION } from '../factory/version.ts'
import type { FinishedRun } from '../scenario/run.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { junitXml } from './junit.ts'
import { latenciesOf } from './latency.ts'
import { type Result, resultSchema } from './result.ts'
import { traceText } from './trace.ts'

/** The evidence of one run, in a folder of its own (docs/reference/report.md). */
export interface Report {
  /** Says that the run begins now, and not when the report was opened. */
  begin(): void
  /** Writes what happened, and last of all the verdict. Returns the result. */
  settle(run: FinishedRun): Promise<Result>
}

/**
 * Writes `result.json` with the verdict `incomplete`, which stays if nothing follows. `directory` absent: nothing is written. Throws
 * RigError FILE_UNREADABLE where it cannot be.
 */
export async function openReport(
  { path, title, variant, proves, rig, quarantine }: Scenario,
  { lane, seed, directory }: { readonly lane: string; readonly seed: number; readonly directory?: string | undefined },
): Promise<Report> {
  let begunMs = performance.now()
  let result: Result = {
    ...{
      format: 1,
      verdict: 'incomplete',
      scenario: { path, title, ...(variant !== undefined && { variant }), proves: [...proves] },
      rig: rig.rig,
      lane,
      seed,
    },
    ...{ version: VERSION, node: process.versions.node, timeZoneData: TIME_ZONE_DATA_VERSION },
    startedAt: new Date().toISOString(),
  }
  const write = async (name: string, text: () => string | Promise<string>): Promise<void> => {
    if (directory !== undefined) await writeWhole(join(directory, name), await text())
  }
  if (directory !== undefined) await begun(directory, jsonOf(result))
  return {
    begin() {
      begunMs = performance.now()
      result = { ...result, startedAt: new Date().toISOString() }
    },
    async settle(run) {
      const settled = settledResult(result, run, { durationMs: performance.now() - begunMs, quarantine })
      await write('trace.jsonl', () => traceText(run.records))
      await write('timeline.html', () => timelineOf(run))
      await write('junit.xml', () => junitXml(settled))
      await write('result.json', () => jsonOf(settled))
      return settled
    },
  }
}

/** Loaded where it is written: most runs leave no report. */
async function timelineOf({ records, failure }: FinishedRun): Promise<string> {
  const { timelinePage } = await import('./timeline/page.ts')
  return timelinePage(records, failure)
}

interface Around {
  readonly durationMs: number
  readonly quarantine: Scenario['quarantine']
}

function settledResult(result: Result, run: FinishedRun, { durationMs, quarantine }: Around): Result {
  const { verdict, steps, failure, invariants, records } = run
  const end = records.at(-1)
  const readers = latenciesOf(records)
  return {
    ...result,
    verdict,
    durationMs,
    rigDurationMs: end?.type === 'end' ? end.atMs : 0,
    steps: [...steps],
    ...(failure !== undefined && { failure }),
    ...(invariants !== undefined && { invariants }),
    ...(readers.length > 0 && { readers }),
    ...(quarantine !== undefined && { quarantine: { ...quarantine, state: verdict === 'pass' ? 'can-go' : 'holds' } }),
  }
}

/** Days begin and end in UTC: the same file means the same on every machine. */
function jsonOf(result: Result): string {
  return `${JSON.stringify(resultSchema.parse(result), null, 2)}\n`
}

const WHAT_HAPPENED = ['trace.jsonl', 'timeline.html', 'junit.xml']

/** What an earlier run left says nothing of this one. */
async function begun(directory: string, result: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
    for (const name of WHAT_HAPPENED) await rm(join(directory, name), { force: true })
    await writeWhole(join(directory, 'result.json'), result)
  } catch (cause) {
    const sentence = `no report can be written into ${directory}; name a folder that is not there yet, or one of yours`
    throw new RigError('FILE_UNREADABLE', sentence, { cause })
  }
}

/** A reader sees the file from before or the whole new one. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}
