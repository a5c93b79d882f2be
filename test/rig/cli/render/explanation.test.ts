import { describe, expect, test } from 'vitest'
import { PLAIN } from '../../../../rigs/cli/paint.ts'
import { renderExplanation } from '../../../../rigs/cli/render/explanation.ts'

const PLACE = { site: 'home', at: '2026-11-21T17:00:00.000Z' } as const

describe('renderExplanation()', () => {
  test('says why somebody may not do something that has a scope', () => {
    const answer = {
      about: 'object',
      site: 'home',
      principal: 'Anna@Office',
      object: 'home/room:Hall',
      scope: 'external',
      at: '2026-11-21T17:00:00.000Z',
      explanation: {
        outcome: 'denied',
        reason: 'NOT_CONFIGURED',
        user: { name: 'Anna', uuid: '1', origin: { serial: '504F94A00001', name: 'Office' } },
        groups: ['All'],
        paths: [],
        trust: { origin: '504F94A00001', epoch: 1, seq: 2 },
      },
    } as const
    expect(
      renderExplanation({ ...answer, explanation: { ...answer.explanation, groups: ['All'], paths: [] } }, PLAIN),
    ).toEqual([
      'denied   home/room:Hall  external  Anna@Office',
      '         reason     NOT_CONFIGURED  Neither the user nor an ancestor has a permission for this access (R109).',
      '         trust      Office epoch 1 seq 2',
    ])
  })

  test('R112: shows all permissions, each with every path that counts: effect, scope and way', () => {
    const permissions = [
      {
        object: 'home/room:Hall',
        name: 'Hall',
        allowed: 'both' as const,
        paths: [
          { effect: 'allow' as const, scope: 'external' as const, path: 'UG:Family' },
          { effect: 'allow' as const, scope: 'internal' as const, path: 'UG:Family' },
          { effect: 'allow' as const, scope: 'internal' as const, path: 'U:Hugo' },
        ],
      },
      {
        object: 'home/access:Front Door',
        name: 'Front Door',
        allowed: 'none' as const,
        paths: [{ effect: 'deny' as const, scope: 'physical' as const, path: 'U:Hugo' }],
      },
      {
        object: 'home/access:Side Door',
        name: 'Side Door',
        allowed: 'physical' as const,
        paths: [{ effect: 'allow' as const, scope: 'physical' as const, path: 'UG:Family' }],
      },
    ]
    expect(renderExplanation({ about: 'all', ...PLACE, principal: 'Hugo', permissions }, PLAIN)).toEqual([
      'home, Hugo              allowed  effect  scope     path       when',
      'home/room:Hall          both     allow   both      UG:Family',
      '                                 allow   internal  U:Hugo',
      'home/access:Front Door  no       deny    physical  U:Hugo',
      'home/access:Side Door   yes      allow   physical  UG:Family  schedule Always',
    ])
  })

  test('says that there are none', () => {
    expect(renderExplanation({ about: 'all', ...PLACE, principal: 'Anna@Office', permissions: [] }, PLAIN)).toEqual([
      'Anna@Office has no permission at home.',
    ])
  })
})
