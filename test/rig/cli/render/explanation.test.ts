import { describe, expect, test } from 'vitest'
import { PLAIN } from '../../../../rigs/cli/paint.ts'
import { renderExplanation } from '../../../../rigs/cli/render/explanation.ts'

describe('renderExplanation()', () => {
  test('says why somebody may not do something that has a scope', () => {
    const answer = {
      about: 'object',
      site: 'home',
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

  test('shows all permissions, each with every path that counts', () => {
    const permissions = [
      {
        object: 'room:0f',
        name: 'Hall',
        allowed: 'both' as const,
        paths: [
          { effect: 'allow' as const, scope: 'external' as const, path: 'UG:Family' },
          { effect: 'allow' as const, scope: 'internal' as const, path: 'UG:Family' },
          { effect: 'allow' as const, scope: 'internal' as const, path: 'U:Hugo' },
        ],
      },
      {
        object: 'access:1f',
        name: 'Front Door',
        allowed: 'none' as const,
        paths: [{ effect: 'deny' as const, scope: 'physical' as const, path: 'U:Hugo' }],
      },
      {
        object: 'access:2f',
        name: 'Side Door',
        allowed: 'physical' as const,
        paths: [{ effect: 'allow' as const, scope: 'physical' as const, path: 'UG:Family' }],
      },
    ]
    expect(renderExplanation({ about: 'all', site: 'home', principal: 'Hugo', permissions }, PLAIN)).toEqual([
      'home, Hugo         allowed  by',
      'room:Hall          both     UG:Family    internal external',
      '                            U:Hugo       internal',
      'access:Front Door  no       U:Hugo    denies',
      'access:Side Door   yes      UG:Family    schedule Always',
    ])
  })

  test('says that there are none', () => {
    expect(renderExplanation({ about: 'all', site: 'home', principal: 'Anna@Office', permissions: [] }, PLAIN)).toEqual(
      ['Anna@Office has no permission at home.'],
    )
  })
})
