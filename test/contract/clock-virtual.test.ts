import { World } from '../../sim/world/world.ts'
import { describeClock } from './clock.ts'

describeClock('the clock of the virtual world', () => {
  const world = new World({ seed: 1, startWallMs: 0 })
  return {
    clock: world.clock('home'),
    pass: async (durationMs) => world.advance(durationMs),
    setWall: (wallMs) => world.setWall('home', wallMs),
    dispose: () => {},
  }
})
