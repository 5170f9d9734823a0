import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';

/** Invented people of the sandbox: one who was hired again, and one with a single employment. */
const RITA = '100401';
const AMARA = '100101';

describe('an inbound mapping against the tenant, in the workbench', () => {
  const editor = openEditor();

  it('shows what a sync would do to the accounts of chosen workers', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Preview Sync');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Values of personIdExternal', `${RITA}, ${AMARA}`);
    await workbench.line(/Rita\sOkafor\s·\s100401\s·\srehire/, 1).waitFor();
    await workbench.line(/department\s+Sales\sEMEA\s+→\sOperations/, 1).waitFor();
    await workbench.screenshot('90-preview-sync');
  });

  it('says of somebody who is not there that nobody is', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Preview Sync');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Values of personIdExternal', '999999');
    const toast = workbench.toast('Whoever has an error stands first');
    await toast.waitFor();
    expect(await toast.innerText()).toContain('0 people');
    await workbench.line(/Not\sfound:\s999999/, 1).waitFor();
    await workbench.clearToasts();
  });
});
