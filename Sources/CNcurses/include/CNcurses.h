#pragma once
int ascent_placeholder(void);
