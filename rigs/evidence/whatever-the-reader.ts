import type { Follows, Story, StoryNode } from './story.ts'

/** How people do at a simulated reader what they do at a real one. */
const HELD: ReadonlySet<string> = new Set(['tap', 'touch', 'present'])

/** The story without what says which reader it was: a tap at a simulated one is told as the card that lies on a real one. */
export function whateverTheReader(story: Story): Story {
  return { steps: story.steps.map((step) => ({ ...step, follows: followsOf(step.follows) })) }
}

function followsOf(follows: Follows): Follows {
  return Object.fromEntries(Object.entries(follows).map(([device, nodes]) => [device, nodes.map(nodeOf)]))
}

function nodeOf({ kind, name, told, follows }: StoryNode): StoryNode {
  const { source: _, ...rest } = told
  const isHeld = kind === 'command' && HELD.has(name)
  return { kind, name: isHeld ? 'present' : name, told: rest, follows: followsOf(follows) }
}
