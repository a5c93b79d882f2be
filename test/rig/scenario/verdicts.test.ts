import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Result, resultSchema } from '../../../rigs/evidence/result.ts'
import { type LoxrigProcess, startLoxrig } from '../../helpers/a-loxrig-process.ts'

const TAP = '{ tap: blue-card, reader: office/front-door }'
const LONG = [TAP, ...Array.from({ length: 9_000 }, () => '{ advance: 1h }')]
const WAITING = [TAP, '{ expect: { decision: granted, reader: home/front-door }, within: 10m }']

describe('a run that is ended from outside', () => {
  test('by SIGKILL leaves what was settled, incomplete where it was, and no half a file', async () => {
    const { folder, process } = await running(LONG)
    await process.end('SIGKILL')
    expect((await resultIn(folder, 'short')).verdict).toBe('pass')
    expect(await resultIn(folder, 'long')).not.toHaveProperty('steps')
    expect((await resultIn(folder, 'long')).verdict).toBe('incomplete')
    expect(await readdir(join(folder, 'report/long'))).toEqual(['result.json'])
  })

  test.for(['SIGINT', 'SIGTERM'] as const)('by %s ends with 130 and the evidence of what was run', async (signal) => {
    const { folder, process } = await running(LONG)
    const { code, stdout } = await process.end(signal)
    expect(code).toBe(130)
    expect(stdout).toMatch(/^incomplete {2}.*long\.yaml/m)
    const { verdict, steps = [], failure } = await resultIn(folder, 'long')
    expect({ verdict, failure }).toEqual({ verdict: 'incomplete', failure: undefined })
    expect(steps).toHaveLength(LONG.length)
    expect(steps.at(-1)?.outcome).toBe('not-run')
    const trace = await readFile(join(folder, 'report/long/trace.jsonl'), 'utf8')
    expect(JSON.parse(trace.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'end', verdict: 'incomplete' })
    expect((await resultIn(folder, 'never')).verdict).toBe('incomplete')
    expect((await readdir(join(folder, 'report/long'))).filter((name) => name.endsWith('.new'))).toEqual([])
  })

  test('by Ctrl-C while a live rig waits is not waited for', async () => {
    const { folder, process } = await running(WAITING, '--lane', 'live')
    const { code } = await process.end('SIGINT')
    expect(code).toBe(130)
    expect((await resultIn(folder, 'long')).verdict).toBe('incomplete')
  })
})

/** A process in its second scenario of three. */
async function running(
  steps: readonly string[],
  ...words: string[]
): Promise<{ folder: string; process: LoxrigProcess }> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-verdicts-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const scenarios = { short: [TAP], long: steps, never: [TAP] }
  for (const [name, each] of Object.entries(scenarios)) {
    const header = `scenario: ${name}\nrig: ${resolve('rigs/two-sites.yaml')}\nstart: 2026-10-23T12:00Z\ntrusts: by-hand\n`
    await writeFile(join(folder, `${name}.yaml`), `${header}steps:\n${each.map((step) => `  - ${step}\n`).join('')}`)
  }
  const files = Object.keys(scenarios).map((name) => `${name}.yaml`)
  const process = startLoxrig({ folder, words: ['run', ...files, '--report', 'report', ...words] })
  onTestFinished(() => process[Symbol.asyncDispose]())
  await process.says(/^pass {2}.*short\.yaml/)
  return { folder, process }
}

async function resultIn(folder: string, name: string): Promise<Result> {
  return resultSchema.parse(JSON.parse(await readFile(join(folder, 'report', name, 'result.json'), 'utf8')))
}
