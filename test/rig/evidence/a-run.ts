import type { FinishedRun } from '../../../rigs/scenario/run.ts'
import { runSteps } from '../scenario/a-scenario.ts'

/** A run in which a door opens and another stays shut, both over the bus. */
export function aRun(): Promise<FinishedRun> {
  return runSteps([
    '{ tap: blue-card, reader: office/front-door }',
    '{ expect: { decision: granted } }',
    '{ advance: 10s }',
    '{ tap: red-card, reader: home/front-door }',
    '{ expect: { decision: denied } }',
    '{ save: office, refused: NO_DOCUMENT }',
  ])
}

/** A run whose second step fails. */
export function aFailedRun(): Promise<FinishedRun> {
  return runSteps([
    '{ tap: blue-card, reader: office/front-door }',
    '{ expect: { decision: denied } }',
    '{ advance: 10s }',
  ])
}
