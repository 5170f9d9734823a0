import { standardLives, type TokenLives } from '../graph/context.ts';
import { ControlProblem } from './registrations.ts';

const isLife = (name: string): name is keyof TokenLives => Object.hasOwn(standardLives, name);

/**
 * Reads how long Graph's page tokens and delta tokens are good, so that nobody has to wait a week for one to expire. What
 * is not given is as Graph has it.
 *
 * @throws ControlProblem naming the field and what it takes
 */
export function readTokenLives(value: unknown): TokenLives {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlProblem('lives of tokens are an object such as {"deltaSeconds":0}');
  }
  const lives: { -readonly [name in keyof TokenLives]: number } = { ...standardLives };
  for (const [name, given] of Object.entries(value)) {
    if (!isLife(name)) {
      throw new ControlProblem(`tokens have no "${name}"; it takes ${Object.keys(standardLives).join(', ')}`);
    }
    if (typeof given !== 'number' || !(given >= 0 && given <= 1e9)) {
      throw new ControlProblem(`"${name}" must be a number of seconds from 0`);
    }
    lives[name] = given;
  }
  return lives;
}
