import type { Follows, Story, StoryNode } from './story.ts'

/** How people do at a simulated reader what they do at a real one. */
const HELD: ReadonlySet<string> = new Set(['tap', 'touch', 'present'])

/**
 * The story without what says which reader it was: a tap at a simulated one is told as the card that lies on a real one. What came
 * to nothing is left out: what a simulated reader hands on for its extension to refuse, a real one's driver refuses itself.
 */
export function whateverTheReader(story: Story): Story {
  return { steps: story.steps.map((step) => ({ ...step, follows: followsOf(step.follows) })) }
}

function followsOf(follows: Follows): Follows {
  return Object.fromEntries(
    Object.entries(follows).flatMap(([device, nodes]) => {
      const left = nodes.filter((node) => !isVain(node)).map(nodeOf)
      return left.length > 0 ? [[device, left]] : []
    }),
  )
}

function isVain({ kind, name, follows }: StoryNode): boolean {
  return kind === 'command' && HELD.has(name) && Object.keys(follows).length === 0
}

function nodeOf({ kind, name, told, follows }: StoryNode): StoryNode {
  const { source: _, ...rest } = told
  const isHeld = kind === 'command' && HELD.has(name)
  return { kind, name: isHeld ? 'present' : name, told: rest, follows: followsOf(follows) }
}
