import './activation.ts';
import './fixes.ts';
import './hostile.ts';
import './project-file.ts';
import './values.ts';
