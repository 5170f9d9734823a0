import { expect, it } from 'vitest';
import { nearestName } from '../../server/src/core/nearest-name.ts';

const names = ['departmentNav', 'divisionNav', 'department', 'Join', 'Mid', 'mail', 'userPrincipalName'];

it.each([
  ['departmetNav', 'departmentNav'],
  ['Jion', 'Join'],
  ['join', 'Join'],
  ['DIVISIONNAV', 'divisionNav'],
  ['Mdi', 'Mid'],
  ['userPrincipleName', 'userPrincipalName'],
])('takes %s for %s', (name, meant) => {
  expect(nearestName(name, names)).toBe(meant);
});

it.each(['company', 'x', '', 'Mi', 'costCenterNav'])('does not guess what %s means', (name) => {
  expect(nearestName(name, ['departmentNav', 'Switch', 'q'])).toBeUndefined();
});

it('never names the name itself', () => {
  expect(nearestName('mail', ['mail'])).toBeUndefined();
});
