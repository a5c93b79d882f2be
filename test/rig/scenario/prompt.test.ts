import { describe, expect, onTestFinished, test } from 'vitest'
import { credentialNamed } from '../../../rigs/control/credentials.ts'
import { localRigClient } from '../../../rigs/control/local.ts'
import { openVirtualRig } from '../../../rigs/open.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import { take } from '../../../rigs/scenario/run.ts'
import type { ScenarioStep } from '../../../rigs/scenario/scenario.ts'
import { Seen } from '../../../rigs/scenario/seen.ts'
import type { Stage } from '../../../rigs/scenario/stage.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { FIRST_STEP_LINE, readSteps } from './a-scenario.ts'

const PROMPT = '{ prompt: Lay the blue card on it, reader: office/front-door, within: 60s }'

describe('a prompt', () => {
  test('asks the person at the terminal, and is done when something is held to the reader', async () => {
    const { stage, asked, holds } = await aStage()
    holds(true)
    const taken = await take(stage, stepOf(PROMPT))
    expect(asked).toEqual(['Lay the blue card on it (office/front-door, within 60s)'])
    expect(taken.outcome).toBe('done')
    const expected = await take(stage, stepOf('{ expect: { decision: granted, user: Anna } }'))
    expect(expected.unmet).toBeUndefined()
  })

  test('that nobody follows leaves the run unverified, and says so', async () => {
    const { stage } = await aStage()
    const taken = await take(stage, stepOf(PROMPT))
    expect(taken).toMatchObject({
      outcome: 'absent',
      unmet: {
        expected: 'ask for: Lay the blue card on it (office/front-door)',
        why: 'nobody held anything to office/front-door within 60s',
      },
    })
  })

  test.for([
    ['{ prompt: Lay it down, within: 60s }', '5: MISSING_KEY: "reader" is missing.'],
    ['{ prompt: Lay it down, reader: home/front-door }', '5: MISSING_KEY: "within" is missing.'],
    ['{ prompt: Lay it down, reader: home/front-door, within: 0s }', '61: INVALID_VALUE: "within" lets no time pass.'],
    ['{ prompt: Lay it down, reader: home/front-dor, within: 1m }', '36: NOT_FOUND: No reader home/front-dor'],
  ])('%s is refused', ([step = '', fault]) => {
    const { faults } = readSteps([step])
    expect(faults.map(({ line, column, code, message }) => `${line}:${column}: ${code}: ${message}`)).toEqual([
      expect.stringContaining(`${FIRST_STEP_LINE}:${fault}`),
    ])
  })
})

function stepOf(text: string): ScenarioStep {
  const step = readSteps(['{ advance: 1s }', text]).scenarios[0]?.steps[1]
  if (step === undefined) throw new TypeError(`not a step: ${text}`)
  return step
}

/** The default lab with somebody at its terminal, who holds the blue card to Office's front door when asked, if they do. */
async function aStage() {
  const rig = await openVirtualRig(loadRigFile('rigs/two-sites.yaml'), {
    seed: 1,
    startWallMs: Date.UTC(2026, 9, 23),
    trusts: false,
  })
  onTestFinished(() => rig[Symbol.asyncDispose]())
  const { estate, context } = rig
  const asked: string[] = []
  const seen = new Seen()
  estate.observe((message) => seen.add(message))
  let isHeld = false
  const hold = (): void => {
    const [site, device] = ['office', 'front-door']
    const card = credentialNamed(estate.file, 'tag', 'blue-card')
    estate.command(site, device, (id) => ({
      name: 'tap',
      data: { sealed: estate.seal(site, device, credentialText(id, card)), source: 'simulated' },
    }))
  }
  const person = {
    ask(sentence: string) {
      asked.push(sentence)
      if (isHeld) hold()
    },
  }
  const stage: Stage = {
    ...{ rig: localRigClient(context), estate, seen, keyFiles: new Map(), apps: new Map(), notes: new Map(), person },
  }
  return {
    stage,
    asked,
    holds: (does: boolean) => {
      isHeld = does
    },
  }
}
