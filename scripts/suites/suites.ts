import type { SUITE_FOLDERS } from '../../vitest.config.ts'

export type SuiteName = keyof typeof SUITE_FOLDERS

/** Something a suite needs done first; a target of the Makefile, which skips what is done already. */
export type Preparation = 'build' | 'test-clients-installed'

export interface Suite {
  readonly name: SuiteName
  readonly preparations: readonly Preparation[]
  /** A suite that has not ended by then has hung. */
  readonly secondsMax: number
  /** Files that run beside each other, each with rigs and clocks of its own; one after the other when left out, beside another suite. */
  readonly workers?: number
  /** What this machine lacks for the suite, one sentence each with what mends it; nothing when it can run. */
  missing(): Promise<readonly string[]>
  /** The same of what only some of its tests need: without it they are skipped and the others run. */
  missingForSome?(): Promise<readonly string[]>
}

const nothing = async (): Promise<readonly string[]> => []

/** In the order in which they start: what fails soonest comes first, then what takes longest; the short ones fill both cores to the end. */
export const SUITES: readonly Suite[] = [
  { name: 'tools', preparations: [], secondsMax: 60, missing: nothing },
  { name: 'contract', preparations: [], secondsMax: 120, missing: nothing },
  {
    name: 'hardware',
    preparations: ['build'],
    secondsMax: 420,
    missing: async () => (await import('../../test/hardware/available.ts')).hardwareMissing(),
  },
  { name: 'unit', preparations: [], secondsMax: 300, workers: 2, missing: nothing },
  { name: 'live', preparations: ['build'], secondsMax: 600, workers: 2, missing: nothing },
  {
    name: 'container',
    preparations: ['build'],
    secondsMax: 300,
    missing: async () => (await import('../../test/container/available.ts')).containerMissing(),
  },
  { name: 'docs', preparations: ['build'], secondsMax: 300, missing: nothing },
  {
    name: 'rig',
    preparations: ['build'],
    secondsMax: 500,
    workers: 2,
    missing: nothing,
    missingForSome: async () => [
      ...(await (await import('../../test/rig/evidence/xmllint.ts')).xmllintMissing()),
      ...(await (await import('../../test/rig/users-csv/libreoffice.ts')).libreOfficeMissing()),
    ],
  },
  {
    name: 'browser',
    preparations: [],
    secondsMax: 180,
    missing: async () => (await import('../../test/browser/available.ts')).browserMissing(),
  },
  { name: 'clients', preparations: ['build', 'test-clients-installed'], secondsMax: 180, missing: nothing },
  { name: 'package', preparations: ['build'], secondsMax: 180, missing: nothing },
]
