import { z } from 'zod'

const stepReport = z.strictObject({
  line: z.int().describe('Where it stands in the scenario file'),
  word: z.string(),
  text: z.string().describe('The step in a few words'),
  outcome: z
    .enum(['done', 'refused', 'failed', 'absent', 'not-run'])
    .describe('`refused` was expected; `absent` lacked a real part; `not-run` comes after the first that failed'),
  durationMs: z.number().min(0).describe('By the clock of the machine'),
})

const failure = z.strictObject({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  expected: z.string(),
  happened: z.string(),
  why: z.string().optional().describe('The reasons of the decision, or what the rig said'),
  repeat: z.string().describe('The command that runs it again in the same way'),
  isAbsent: z.boolean().describe('A real part was not there: nothing is known of what it would have shown'),
})

/** `result.json` of a run (docs/reference/report.md). */
export const resultSchema = z.strictObject({
  format: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'unverified', 'incomplete']).describe('`incomplete` until the run has ended'),
  scenario: z.strictObject({ path: z.string(), title: z.string(), proves: z.array(z.string()) }),
  rig: z.string(),
  lane: z.string(),
  seed: z.int(),
  version: z.string().describe('Of loxrig'),
  node: z.string(),
  timeZoneData: z.string(),
  startedAt: z.iso.datetime().describe('By the clock of the machine'),
  durationMs: z.number().min(0).optional(),
  rigDurationMs: z.number().min(0).optional().describe('How much time passed in the rig'),
  steps: z.array(stepReport).optional(),
  failure: failure.optional(),
})

export type Result = z.output<typeof resultSchema>
export type StepReport = z.output<typeof stepReport>
export type Failure = z.output<typeof failure>
