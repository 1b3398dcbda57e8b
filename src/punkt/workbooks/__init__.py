"""Workbooks (XLSX, XLSB, XLS, ODS) opened in a process of their own, so that no file ends the one that asks."""
