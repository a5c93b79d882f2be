import { z } from 'zod'

const stepReport = z.strictObject({
  line: z.int().describe('Where it stands in the scenario file'),
  word: z.string(),
  text: z.string().describe('The step in a few words'),
  outcome: z
    .enum(['done', 'refused', 'failed', 'absent', 'interrupted', 'not-run'])
    .describe(
      '`refused` was expected; `absent` lacked a real part; `interrupted` was going on when the run was ended; `not-run` comes after',
    ),
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

const invariants = z.strictObject({
  checked: z.array(z.strictObject({ invariant: z.string().describe('`I8`'), sentence: z.string() })),
  violated: z
    .array(failure.extend({ invariant: z.string() }))
    .describe('What did not hold, whatever the steps came to'),
  unasked: z
    .array(z.string())
    .describe('Miniservers that could not be asked when the run ended, and why: judged as they were last seen'),
})

const quarantine = z.strictObject({
  reason: z.string(),
  until: z.iso.date().describe('The last day on which its failure does not count'),
  state: z.enum(['holds', 'can-go']).describe('`can-go`: it passed, there is nothing to excuse'),
})

const readerLatency = z.strictObject({
  reader: z.string(),
  source: z.string(),
  presentations: z.int().min(1),
  minMs: z.number().min(0),
  p50Ms: z.number().min(0),
  p99Ms: z.number().min(0),
  maxMs: z.number().min(0),
  jitterMs: z.number().min(0).describe('Mean of the differences between each presentation and the next'),
})

/** `result.json` of a run (docs/reference/report.md). */
export const resultSchema = z.strictObject({
  format: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'unverified', 'incomplete']).describe('`incomplete` until the run has ended'),
  scenario: z.strictObject({
    path: z.string(),
    title: z.string(),
    variant: z.string().optional().describe('The row of its table of variants'),
    proves: z.array(z.string()),
  }),
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
  failure: failure.optional().describe('The step that failed, else the first invariant that did not hold'),
  invariants: invariants.optional(),
  readers: z
    .array(readerLatency)
    .optional()
    .describe("Of real readers: how long each took from its driver to the device's event on the bus"),
  quarantine: quarantine.optional(),
})

export type Result = z.output<typeof resultSchema>
export type StepReport = z.output<typeof stepReport>
export type Failure = z.output<typeof failure>
export type InvariantsReport = z.output<typeof invariants>

/** All that failed: the step, and the invariants that did not hold. */
export function failuresOf({
  failure,
  invariants,
  steps = [],
}: Pick<Result, 'failure' | 'invariants' | 'steps'>): Failure[] {
  const violated = invariants?.violated ?? []
  const isOfStep = violated.length === 0 || steps.some(({ outcome }) => outcome === 'failed' || outcome === 'absent')
  return [...(failure !== undefined && isOfStep ? [failure] : []), ...violated]
}

/** Whether a failure is known and does not count. */
export function isQuarantined({ verdict, quarantine }: Pick<Result, 'verdict' | 'quarantine'>): boolean {
  return verdict === 'fail' && quarantine?.state === 'holds'
}
