@echo off
rem The pack as a program, for a language host that cannot start a pack's folder.
rem   pulumi preview --policy-pack "%CD%\policies\run.cmd"
cd /d "%~dp0" || exit /b 1
set "PATH=%~dp0..\node_modules\.bin;%PATH%"
node start.js %*
